using Crm.Core.Shared;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Records.Boards;

/// <summary>A page of one column, or the cards of certain records.</summary>
internal sealed class ReadCards(BoardShape board, BoardMatch match, CancellationToken ct) : IRecordWork<Task<Outcome<IReadOnlyList<BoardCard>>>>
{
    private readonly List<Field> fields = [board.Type.TitleField, board.By];

    public string? Sort { get; init; }

    public int Skip { get; init; }

    public Guid[]? Ids { get; init; }

    /// <summary>For boards by what is next: the column.</summary>
    public NextWhen? When { get; init; }

    public async Task<Outcome<IReadOnlyList<BoardCard>>> Run<T>(RecordType<T> type) where T : Record
    {
        var matching = await match.RecordsAsync<T>(ct);
        if (!matching.Succeeded)
            return Outcome<IReadOnlyList<BoardCard>>.Refused(matching.Refusals);
        var records = matching.Value;
        if (Ids is { } ids)
            records = records.Where(r => ids.Contains(r.Id));
        if (When is { } when)
            records = match.At(records, when);
        var ordered = RecordOrder<T>.Of(Sort ?? "", board.Type, match.Reach);
        if (!ordered.Succeeded)
            return Outcome<IReadOnlyList<BoardCard>>.Refused(ordered.Refusals);

        var (total, since, owner) = (Place(board.Total), Place(board.SinceField), Place(board.OwnerField));
        var more = board.MoreFields.Select(f => Place(f)!.Value).ToList();
        var projection = new RowProjection<T>(fields, match.Reach);
        var rows = await ordered.Value.Apply(records).Skip(Skip).Take(Ids?.Length ?? BoardReader.PageSize).Select(projection.Select).ToListAsync(ct);
        var nexts = match.Nexts ?? await match.NextOfAsync([.. rows.Select(r => (Guid)r[0]!)], ct);
        var titled = await new TargetTitles(match.Db, match.Schema, match.Actor, ct).FillAsync(fields, [.. rows.Select(r => projection.Row(r, match.Actor, type))]);
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
