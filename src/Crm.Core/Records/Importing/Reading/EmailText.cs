namespace Crm.Core.Records.Importing.Reading;

/// <summary>Tells whether a text has the shape of an e-mail address. It says nothing about whether mail arrives there.</summary>
public static class EmailText
{
    private const int MaxLength = 254;
    private const int MaxLocalLength = 64;

    public static bool Fits(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var at = text.IndexOf('@');
        return text.Length <= MaxLength && at is >= 1 and <= MaxLocalLength && IsLocal(text[..at]) && IsDomain(text[(at + 1)..]);
    }

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        foreach (var c in local)
            if (!char.IsLetterOrDigit(c) && !"!#$%&'*+/=?^_`{|}~.-".Contains(c))
                return false;

        return local[0] != '.' && local[^1] != '.' && local.IndexOf("..", StringComparison.Ordinal) < 0;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var labels = 0;
        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            if (label.IsEmpty || label.Length > 63 || label[0] == '-' || label[^1] == '-') return false;
            foreach (var c in label)
                if (!char.IsLetterOrDigit(c) && c != '-')
                    return false;

            labels++;
        }

        return labels >= 2;
    }
}
