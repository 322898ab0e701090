namespace Crm.Core.Shared;

/// <summary>
/// An expected "no": a code whose sentence stands in <c>Refusals.resx</c>, the field that caused it (null when it concerns
/// the whole act) and the values that the sentence mentions.
/// </summary>
public sealed record Refusal(string Code, string? Field = null, params object[] Args)
{
    public override string ToString() => Field is null ? Code : $"{Field}: {Code}";
}

/// <summary>The result of an act that may be refused for reasons a person can act on. Bugs and broken wires throw instead.</summary>
public sealed class Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, IReadOnlyList<Refusal> refusals)
    {
        this.value = value;
        Refusals = refusals;
    }

    public IReadOnlyList<Refusal> Refusals { get; }

    public bool Succeeded => Refusals.Count == 0;

    /// <summary>The result. Throws when the act was refused: ask <see cref="Succeeded"/> first.</summary>
    public T Value => Succeeded ? value! : throw new InvalidOperationException($"Refused: {string.Join("; ", Refusals)}");

    public static Outcome<T> Done(T value) => new(value, []);

    public static Outcome<T> Refused(IReadOnlyList<Refusal> refusals) => new(default, refusals);

    public static implicit operator Outcome<T>(T value) => Done(value);

    public static implicit operator Outcome<T>(Refusal refusal) => Refused([refusal]);
}
