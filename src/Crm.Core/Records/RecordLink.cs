namespace Crm.Core.Records;

/// <summary>A record of any type: written as <c>deals/0199…</c>.</summary>
public readonly record struct RecordLink(string Type, Guid Id)
{
    public static bool TryParse(string text, out RecordLink link)
    {
        link = default;
        var slash = text.IndexOf('/');
        if (slash is < 1 or > 60 || !Guid.TryParse(text.AsSpan(slash + 1), out var id))
            return false;
        link = new RecordLink(text[..slash], id);
        return true;
    }

    public override string ToString() => $"{Type}/{Id}";
}

/// <summary>A referenced record as a list or page shows it.</summary>
public readonly record struct RecordRef(Guid Id, string Title)
{
    public override string ToString() => Title;
}
