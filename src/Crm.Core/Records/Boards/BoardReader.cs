using Crm.Core.Data;
using Crm.Core.Records.Access;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;

namespace Crm.Core.Records.Boards;

/// <summary>Reads boards: their shape, the figures over their columns, and cards by the page or by id. Access as in lists.</summary>
public sealed class BoardReader(ICrmDbFactory dbs, SchemaSource schemas, CurrentActor actors, RecordReader reader, CardFields cards, INextActivities activities, TimeProvider clock)
{
    /// <summary>Cards that a column shows at first, and each time that more are asked for.</summary>
    public const int PageSize = 30;

    /// <param name="fields">What its cards show where that is known; null asks for it.</param>
    public async Task<Outcome<BoardShape>> ShapeAsync(string typeName, Guid? pipelineId, CancellationToken ct, string? basis = null, IReadOnlyList<string>? fields = null)
    {
        var (schema, actor) = ((await schemas.GetAsync(ct)).Shown, await actors.GetAsync(ct));
        return schema.Find(typeName) is { } type && actor.May(type.Type, RecordAction.View)
            ? BoardShape.Of(schema, type, pipelineId, basis, fields ?? await cards.RunAsync(typeName, ct))
            : new Refusal("type-unknown", null, typeName);
    }

    /// <summary>Count and sums of each column over all matching records, in one query; columns without records are absent.</summary>
    public async Task<Outcome<IReadOnlyDictionary<string, BoardFigures>>> FiguresAsync(BoardShape board, BoardSelection selection, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await board.Type.Type.Do(new ReadFigures(board, await MatchAsync(db, board, selection, ct), ct));
    }

    /// <summary>The first page of each column, by the column's key; what is next about them is asked once for all.</summary>
    public async Task<Outcome<ILookup<string, BoardCard>>> FirstCardsAsync(BoardShape board, BoardSelection selection, CancellationToken ct)
    {
        var cards = await CardsAsync(board, selection, board.Columns, 0, null, ct);
        return cards.Succeeded
            ? Outcome<ILookup<string, BoardCard>>.Done(cards.Value.ToLookup(c => c.Column))
            : Outcome<ILookup<string, BoardCard>>.Refused(cards.Refusals);
    }

    /// <summary>The next page of a column.</summary>
    public Task<Outcome<IReadOnlyList<BoardCard>>> CardsAsync(BoardShape board, BoardSelection selection, BoardColumn column, int skip, CancellationToken ct) =>
        CardsAsync(board, selection, [column], skip, null, ct);

    /// <summary>Those of the given records that stand on the board now.</summary>
    public Task<Outcome<IReadOnlyList<BoardCard>>> CardsAsync(BoardShape board, BoardSelection selection, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        CardsAsync(board, selection, [], 0, [.. ids], ct);

    private async Task<Outcome<IReadOnlyList<BoardCard>>> CardsAsync(
        BoardShape board, BoardSelection selection, IReadOnlyList<BoardColumn> columns, int skip, Guid[]? ids, CancellationToken ct)
    {
        await using var db = dbs.Open();
        return await board.Type.Type.Do(new ReadCards(board, await MatchAsync(db, board, selection, ct), ct) { Columns = columns, Skip = skip, Ids = ids });
    }

    private async Task<BoardMatch> MatchAsync(ICrmDb db, BoardShape board, BoardSelection selection, CancellationToken ct) => new(
        db, reader, await schemas.GetAsync(ct), board.Type, await actors.GetAsync(ct), clock.GetUtcNow().UtcDateTime, selection)
    {
        Activities = activities,
        Nexts = board.IsByNext ? await activities.RunAsync(db, board.Type.Name, null, ct) : null,
    };
}
