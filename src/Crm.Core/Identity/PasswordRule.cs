using System.Collections.Frozen;
using Crm.Core.Shared;

namespace Crm.Core.Identity;

/// <summary>What a password must be: long, and not one of those that everybody tries first. No rules on what it is made of.</summary>
public static class PasswordRule
{
    public const int MinLength = 12;
    public const int MaxLength = 256;

    private const int TooFewDifferent = 4;

    /// <summary>What is against the password, or null.</summary>
    public static Refusal? Check(string? password, string field, params IEnumerable<string?> aboutThePerson) => password switch
    {
        null or "" => new Refusal("password-missing", field),
        { Length: < MinLength } => new Refusal("password-too-short", field, MinLength),
        { Length: > MaxLength } => new Refusal("password-too-long", field, MaxLength),
        _ when IsCommon(password) || aboutThePerson.Any(known => IsMerely(password, known)) => new Refusal("password-common", field),
        _ => null,
    };

    private static bool IsCommon(string password)
    {
        var plain = Plain(password);
        return plain.Distinct().Count() < TooFewDifferent || Common.Value.Contains(plain) || Common.Value.Contains(Halved(plain)) || IsARun(plain);
    }

    private static bool IsMerely(string password, string? known) =>
        !string.IsNullOrWhiteSpace(known) && (Plain(password) == Plain(known) || Plain(password) == Plain(known.Split('@')[0]));

    private static string Plain(string text) => new([.. text.ToLowerInvariant().Where(c => !char.IsWhiteSpace(c))]);

    private static string Halved(string text) => text.Length % 2 == 0 && text[..(text.Length / 2)] == text[(text.Length / 2)..] ? text[..(text.Length / 2)] : text;

    private static bool IsARun(string text) =>
        Runs.Any(run => run.Contains(text, StringComparison.Ordinal)) || text.Skip(1).Zip(text, (next, c) => next - c).All(step => step == 1);

    private static readonly string[] Runs = ["0123456789012345678901234567890", "9876543210987654321098765432109", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"];

    private static readonly Lazy<FrozenSet<string>> Common = new(() =>
    {
        using var reader = new StreamReader(typeof(PasswordRule).Assembly.GetManifestResourceStream("identity/common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet();
    });
}
