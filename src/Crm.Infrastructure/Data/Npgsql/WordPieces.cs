using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Infrastructure.Data.Npgsql;

/// <summary>
/// The pieces of two and three letters in which <see cref="WordIndex"/> keeps search texts (and single letters of scripts that
/// write a word in one), each packed into a number: 21 bits a letter, as Unicode has them. The numbers of each tenant and type are
/// turned by a key of their own, so that no question meets another's rows.
/// </summary>
internal static class WordPieces
{
    /// <summary>From here on a single letter is a word: the Chinese, Japanese and Korean blocks.</summary>
    public const int WholeWords = 0x2E80;

    /// <summary>Of the type, in the numbers of all tenants.</summary>
    public static long KeyOf(string table) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(table)));

    /// <summary>What a text must have in order to hold the words; nothing where they are too short to tell.</summary>
    public static long[] Of(IEnumerable<string> words, Guid tenant, string table)
    {
        Span<byte> id = stackalloc byte[16];
        tenant.TryWriteBytes(id, bigEndian: true, out _);
        var key = BinaryPrimitives.ReadInt64BigEndian(id[8..]) ^ KeyOf(table);
        return [.. words.SelectMany(Of).Distinct().Select(piece => piece ^ key)];
    }

    // The longest pieces say the most: a text that has them has the shorter ones too.
    private static IEnumerable<long> Of(string word)
    {
        long[] letters = [.. word.EnumerateRunes().Select(rune => (long)rune.Value)];
        return letters switch
        {
            [] => [],
            [var only] => only >= WholeWords ? [only] : [],
            [var first, var second] => [(first << 21) | second],
            _ => letters.Skip(2).Select((third, at) => (letters[at] << 42) | (letters[at + 1] << 21) | third),
        };
    }
}
