using System.Text.Json;

namespace Crm.Core.Records.Changes;

/// <summary>
/// What an undo does where somebody changed a value since: keep what stands there now (the default), or restore it all the same.
/// </summary>
/// <param name="RestoreAll">Restores every value, whoever changed it since.</param>
/// <param name="Restore">Values that are restored although they changed since; a null field means the record as a whole.</param>
public sealed record UndoChoices(bool RestoreAll, IReadOnlyList<UndoChoice> Restore)
{
    public static readonly UndoChoices Keep = new(false, []);

    public bool Restores(Guid recordId, string? field) => RestoreAll || Restore.Contains(new UndoChoice(recordId, field));

    internal string ToJson() => JsonSerializer.Serialize(this, Json.Compact);

    internal static UndoChoices FromJson(string json) => JsonSerializer.Deserialize<UndoChoices>(json, Json.Compact)!;
}

public sealed record UndoChoice(Guid RecordId, string? Field);

/// <summary>
/// A value that was changed again after the act that is to be undone, in machine format. Without a field it is the whole record:
/// the act created it, and others have worked on it since.
/// </summary>
public sealed record UndoConflict(string RecordType, Guid RecordId, string? Field, string? Before, string? After, string? Now);
