using Crm.Core.Records.Access;
using Crm.Core.Records.Changes;
using Crm.Core.Shared;

namespace Crm.Core.Records.Boards;

/// <summary>Makes a record from a title alone, in the given column, owned by whoever makes it.</summary>
public sealed class AddCard(RecordStore store, CurrentActor actors)
{
    public async Task<Outcome<WriteResult>> RunAsync(BoardShape board, BoardColumn column, string title, CancellationToken ct)
    {
        var values = new Dictionary<string, object?> { [board.Type.TitleField.Name] = title.Trim(), [board.By.Name] = column.Value };
        if (board.OwnerField is { TakesInput: true } owner && (await actors.GetAsync(ct)).MemberId is { } me)
            values[owner.Name] = me;
        return await store.CreateAsync(board.Type.Name, values, ct, ChangeCause.Edit);
    }
}
