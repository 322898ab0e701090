using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace Crm.Web.Shell;

/// <summary>
/// What a pre-rendered page hands to its circuit. It is packed: it travels down with the page and up with the circuit, and
/// cannot be compressed on the way, for it is encrypted by then.
/// </summary>
internal static class HandedOver
{
    /// <summary>Bytes of one message from the browser: the longest text in any script, or what a page handed over, with room to spare.</summary>
    public const int MaxMessage = 256 * 1024;

    /// <summary>
    /// Packed bytes of one thing. It is written as text, encrypted and written as text again, which makes 1.8 times as much, and
    /// all that a page hands over comes back in one message.
    /// </summary>
    private const int MaxPacked = 48 * 1024;

    /// <summary>What is too large is not handed over: the circuit reads it again.</summary>
    public static void Hand<T>(this PersistentComponentState state, string key, T value)
    {
        using var packed = new MemoryStream();
        using (var pack = new DeflateStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(pack, value);
        var bytes = packed.ToArray();
        if (bytes.Length <= MaxPacked)
            state.PersistAsJson(key, bytes);
    }

    /// <summary>What was handed over, once; null where nothing was.</summary>
    public static T? Handed<T>(this PersistentComponentState state, string key) where T : class
    {
        if (!state.TryTakeFromJson<byte[]>(key, out var packed) || packed is null)
            return null;
        using var unpack = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(unpack);
    }
}
