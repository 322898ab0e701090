using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Boards;

/// <summary>A page of one column or of several, or the cards of certain records; what is next about them is asked once for all.</summary>
internal sealed class ReadCards(BoardShape board, BoardMatch match, CancellationToken ct) : IRecordWork<Task<Outcome<IReadOnlyList<BoardCard>>>>
{
    private readonly List<Field> fields = [board.Type.TitleField, board.By];

    public IReadOnlyList<BoardColumn> Columns { get; init; } = [];

    public int Skip { get; init; }

    /// <summary>The records, wherever they stand; null for those of the columns.</summary>
    public Guid[]? Ids { get; init; }

    public async Task<Outcome<IReadOnlyList<BoardCard>>> Run<T>(RecordType<T> type) where T : Record
    {
        var (total, since, owner) = (Place(board.Total), Place(board.SinceField), Place(board.OwnerField));
        var more = board.MoreFields.Select(f => Place(f)!.Value).ToList();
        var projection = new RowProjection<T>(fields, match.Reach);
        var rows = new List<RecordRow>();
        foreach (var asking in Ids is null ? Columns.Select(PageAsync<T>) : [NamedAsync<T>(Ids)])
        {
            var records = await asking;
            if (!records.Succeeded)
                return Outcome<IReadOnlyList<BoardCard>>.Refused(records.Refusals);
            rows.AddRange((await records.Value.Select(projection.Select).ToListAsync(ct)).Select(r => projection.Row(r, match.Actor, type)));
        }
        var nexts = match.Nexts ?? await match.NextOfAsync([.. rows.Select(r => r.Id)], ct);
        var titled = await new TargetTitles(match.Db, match.Schema, match.Actor, ct).FillAsync(fields, rows);
        return Outcome<IReadOnlyList<BoardCard>>.Done([.. titled.Select(row => new BoardCard(
            row.Id,
            row.Version,
            board.IsByNext ? match.ColumnOf(row.Id) : ColumnOf(row.Values[1]),
            row.Values[0]?.ToString() ?? "",
            total is { } t ? (Money?)row.Values[t] : null,
            since is { } s ? (DateTime?)row.Values[s] : null,
            owner is { } o ? (RecordRef?)row.Values[o] : null,
            [.. more.Select(m => row.Values[m])])
        {
            StageId = (row.Values[1] as RecordRef?)?.Id,
            Next = nexts.GetValueOrDefault(row.Id),
            MayMove = board.IsByNext ? nexts.GetValueOrDefault(row.Id)?.MayEdit ?? true : row.May.Edit,
        })]);
    }

    private async Task<Outcome<IQueryable<T>>> PageAsync<T>(BoardColumn column) where T : Record
    {
        var matching = await match.RecordsAsync<T>(board.Within(column), ct);
        if (!matching.Succeeded)
            return matching;
        var order = RecordOrder<T>.Of(board.OrderOf(column), board.Type, match.Reach);
        if (!order.Succeeded)
            return Outcome<IQueryable<T>>.Refused(order.Refusals);
        var records = board.IsByNext ? match.At(matching.Value, (NextWhen)column.Value!) : matching.Value;
        return Outcome<IQueryable<T>>.Done(order.Value.Apply(records).Skip(Skip).Take(BoardReader.PageSize));
    }

    private async Task<Outcome<IQueryable<T>>> NamedAsync<T>(Guid[] ids) where T : Record
    {
        var matching = await match.RecordsAsync<T>(board.Everything, ct);
        return matching.Succeeded ? Outcome<IQueryable<T>>.Done(matching.Value.Where(r => ids.Contains(r.Id))) : matching;
    }

    private int? Place(Field? field)
    {
        if (field is null)
            return null;
        fields.Add(field);
        return fields.Count - 1;
    }

    private static string ColumnOf(object? value) => value switch
    {
        RecordRef stage => stage.Id.ToString(),
        null => "",
        _ => value.ToString()!,
    };
}
