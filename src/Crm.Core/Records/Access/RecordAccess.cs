using System.Linq.Expressions;

namespace Crm.Core.Records.Access;

/// <summary>Turns a scope into the condition that every query of that actor carries.</summary>
public static class RecordAccess
{
    /// <summary>The records of <typeparamref name="T"/> on which the actor may act so.</summary>
    public static IQueryable<T> Permitted<T>(this IQueryable<T> records, Actor actor, RecordType<T> type, RecordAction action) where T : Record =>
        Condition<T>(actor, actor.Scope(type, action)) is { } condition ? records.Where(condition) : records;

    /// <summary>The condition itself, for joined records: a lambda over the type's entity, or null where there is none to make.</summary>
    internal static LambdaExpression? Condition(Actor actor, RecordType type, RecordAction action) => type.Do(new ConditionOf(actor, actor.Scope(type, action)));

    /// <summary>Whether a loaded record is within the actor's reach.</summary>
    public static bool Permits(this Actor actor, RecordType type, RecordAction action, Record record) => actor.Permits(type, action, record.OwnerId);

    /// <summary>Whether a record of this owner is within the actor's reach; for a page that has its values and not the record.</summary>
    public static bool Permits(this Actor actor, RecordType type, RecordAction action, Guid? ownerId) => actor.Scope(type, action) switch
    {
        AccessScope.All => true,
        AccessScope.Own => actor.MemberId is not null && ownerId == actor.MemberId,
        AccessScope.Team => ownerId is not { } owner || actor.Team.Contains(owner),
        AccessScope.Subordinates => ownerId is not { } owner || actor.Subordinates.Contains(owner),
        _ => false,
    };

    /// <summary>What the actor may do to a record of this owner.</summary>
    public static RecordRights Rights(this Actor actor, RecordType type, Guid? ownerId) =>
        new(actor.Permits(type, RecordAction.Edit, ownerId), actor.Permits(type, RecordAction.Delete, ownerId));

    private static Expression<Func<T, bool>>? Condition<T>(Actor actor, AccessScope scope) where T : Record
    {
        var me = actor.MemberId;
        var team = actor.Team;
        var subordinates = actor.Subordinates;
        return scope switch
        {
            AccessScope.All => null,
            AccessScope.Own when me is not null => r => r.OwnerId == me,
            AccessScope.Team => r => r.OwnerId == null || team.Contains(r.OwnerId.Value),
            AccessScope.Subordinates => r => r.OwnerId == null || subordinates.Contains(r.OwnerId.Value),
            _ => r => false,
        };
    }

    private sealed class ConditionOf(Actor actor, AccessScope scope) : IRecordWork<LambdaExpression?>
    {
        public LambdaExpression? Run<T>(RecordType<T> type) where T : Record => Condition<T>(actor, scope);
    }
}

/// <summary>What somebody may do to one record that they see.</summary>
public readonly record struct RecordRights(bool Edit, bool Delete);
