namespace Crm.Core.Records;

/// <summary>As a value of a write: members that come to those a record has, or leave them. The others stay as they are.</summary>
public sealed record SetChange(ValueSet Members, bool Adds)
{
    public ValueSet? On(ValueSet? present)
    {
        IEnumerable<string> now = present ?? (IEnumerable<string>)[];
        return ValueSet.Of(Adds ? now.Concat(Members) : now.Where(m => !Members.Contains(m, StringComparer.OrdinalIgnoreCase)));
    }
}

/// <summary>As a value of a write: another member takes the place of one, or (null) its place is gone.</summary>
public sealed record SetSwap(string From, string? To)
{
    public ValueSet? On(ValueSet? present) =>
        ValueSet.Of((present ?? (IEnumerable<string>)[]).Select(m => m != From ? m : To ?? ""));
}
