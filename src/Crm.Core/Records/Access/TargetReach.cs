using System.Linq.Expressions;
using Crm.Core.Records.Schema;

namespace Crm.Core.Records.Access;

/// <summary>
/// What an actor may see of the records that others refer to: a target out of reach shows no title, orders nothing and matches
/// no filter, as if the reference were empty.
/// </summary>
internal sealed class TargetReach(TenantSchema schema, Actor actor)
{
    /// <summary>Whether every target of the type's references is within reach, so that no condition is needed.</summary>
    public bool IsWhole(RecordType type) =>
        type.Fields.All(f => f.Target is null || (schema.Find(f.Target) is { } target && actor.Scope(target.Type, RecordAction.View) == AccessScope.All));

    /// <summary>A value of the target of <paramref name="field"/>, null where that target is out of reach.</summary>
    public Expression Of(Field field, LambdaExpression valueOfTarget, Expression record)
    {
        var value = FieldAccess.Inline(valueOfTarget, record);
        return Condition(field, record) is { } within
            ? Expression.Condition(within, value, Expression.Constant(null, value.Type))
            : value;
    }

    /// <summary>Whether the target that <paramref name="record"/> refers to is within reach; null where all of its type are.</summary>
    public Expression? Condition(Field field, Expression record)
    {
        if (field.Target is null)
            return null;
        if (schema.Find(field.Target) is not { } target)
            return Expression.Constant(false);
        return RecordAccess.Condition(actor, target.Type, RecordAction.View) is { } condition
            ? FieldAccess.Inline(condition, Expression.Property(record, field.Navigation!))
            : null;
    }
}
