using System.Linq.Expressions;
using System.Reflection;
using Crm.Core.Records;
using Crm.Core.Records.Boards;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Pipelines;
using Crm.Core.Tenancy;
using Crm.Infrastructure.Data.Shapes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;

namespace Crm.Infrastructure.Data;

/// <summary>
/// The model of a tenant's data, read off the classes and record types: every <see cref="ITenantOwned"/> class of the core is
/// an entity, with the tenant first in its key, foreign keys and indexes, and the tenant filter. Nothing is registered by hand.
/// </summary>
internal sealed class CrmModel(RecordTypes types)
{
    public static IEnumerable<Type> Entities => typeof(Record).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false, IsNested: false } && typeof(ITenantOwned).IsAssignableFrom(t));

    public void Build(ModelBuilder model, CrmDb db)
    {
        foreach (var entity in Entities)
            Entity(model.Entity(entity), db);
        foreach (var type in types.All)
            Describe(model.Entity(type.EntityType), type, db.JsonType);
        model.ApplyConfigurationsFromAssembly(typeof(CrmModel).Assembly, shape => shape.Namespace == typeof(PipelineShape).Namespace);
        foreach (var entity in model.Model.GetEntityTypes())
        {
            // Records are never deleted by a cascade; only parts that a shape names go with their whole.
            foreach (var key in entity.GetForeignKeys().Where(k => ((IConventionForeignKey)k).GetDeleteBehaviorConfigurationSource() != ConfigurationSource.Explicit))
                key.DeleteBehavior = DeleteBehavior.NoAction;
            Columns.NameInSnakeCase(entity);
        }
        JsonFunctions(model, db);
    }

    private static void Entity(EntityTypeBuilder entity, CrmDb db)
    {
        var clr = entity.Metadata.ClrType;
        entity.ToTable(TableName(clr));
        entity.Property<Guid>(nameof(ITenantOwned.TenantId)).ValueGeneratedNever();
        if (clr.GetProperty("Id") is not null)
        {
            entity.HasKey(nameof(ITenantOwned.TenantId), "Id");
            entity.Property("Id").ValueGeneratedNever();
        }
        else
        {
            entity.HasKey(nameof(ITenantOwned.TenantId));
        }
        entity.HasQueryFilter("Tenant", db.TenantFilter(clr));
        if (typeof(Record).IsAssignableFrom(clr))
        {
            var row = Expression.Parameter(clr, "row");
            entity.HasQueryFilter("SoftDelete", Expression.Lambda(Expression.Equal(
                Expression.Property(row, nameof(Record.DeletedAt)),
                Expression.Constant(null, typeof(DateTime?))), row));
        }
    }

    private static void Describe(EntityTypeBuilder entity, RecordType type, string jsonType)
    {
        entity.ToTable(type.Name);
        entity.Property(nameof(Record.Version)).IsConcurrencyToken();
        entity.Property(nameof(Record.CustomJson)).HasColumnType(jsonType);
        entity.Property(nameof(Record.SearchText)).HasMaxLength(1000);
        entity.HasIndex(nameof(ITenantOwned.TenantId), nameof(Record.ChangedAt));
        entity.HasIndex(nameof(ITenantOwned.TenantId), nameof(Record.OwnerId));
        entity.HasIndex(nameof(ITenantOwned.TenantId), nameof(Record.DeletedAt)).HasFilter($"\"{Columns.Snake(nameof(Record.DeletedAt))}\" IS NOT NULL");
        foreach (var field in type.Fields.Where(f => f.Target is not null && f.Navigation is not null))
            References(entity, field);
        foreach (var field in type.Fields.Where(f => f.Kind is StageKind))
        {
            Reference(entity, typeof(Stage), field);
            // Down to the id, as boards ask: an import brings thousands into one stage at one moment.
            foreach (var order in BoardShape.Orders(type))
                entity.HasIndex([nameof(ITenantOwned.TenantId), field.Navigation + "Id", .. order.Select(FieldProperty), nameof(Record.Id)])
                    .IsDescending([false, false, .. order.Select(_ => true), false]);
        }
        foreach (var part in type.Fields.SelectMany(f => f.Parts))
            entity.Property(((MemberExpression)part.Value.Body).Member.Name).HasMaxLength(part.MaxLength!.Value);
        foreach (var field in type.Fields.Where(f => f.Write is not null && f.Navigation is null && f.Parts.Count == 0))
        {
            var column = FieldProperty(field);
            if (field.MaxLength is { } max && field.Kind is not LongTextKind)
                entity.Property(column).HasMaxLength(max);
            if (field.IsUnique)
                // Two deleted records may share a value with a living one; the same filter text is valid on all three databases.
                entity.HasIndex(nameof(ITenantOwned.TenantId), column).IsUnique().HasFilter($"\"{Columns.Snake(nameof(Record.DeletedAt))}\" IS NULL AND \"{Columns.Snake(column)}\" IS NOT NULL");
            else if (field.IsIndexed && field.Kind is not LongTextKind)
                entity.HasIndex(nameof(ITenantOwned.TenantId), column);
        }
        foreach (var currency in entity.Metadata.ClrType.GetProperties().Where(p => p.Name == "Currency"))
            entity.Property(currency.Name).HasMaxLength(3);
    }

    private static void References(EntityTypeBuilder entity, Field field) =>
        Reference(entity, entity.Metadata.ClrType.GetProperty(field.Navigation!)!.PropertyType, field);

    private static void Reference(EntityTypeBuilder entity, Type target, Field field) =>
        entity.HasOne(target, field.Navigation!).WithMany().HasForeignKey(nameof(ITenantOwned.TenantId), field.Navigation + "Id");

    private static void JsonFunctions(ModelBuilder model, CrmDb db)
    {
        foreach (var method in typeof(Json).GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            var type = Nullable.GetUnderlyingType(method.ReturnType) ?? method.ReturnType;
            var function = model.HasDbFunction(method).HasTranslation(args => db.ReadJson(args[0], (string)((SqlConstantExpression)args[1]).Value!, type));
            function.HasParameter("json").HasStoreType(db.JsonType);
        }
    }

    private static string FieldProperty(Field field) => char.ToUpperInvariant(field.Name[0]) + field.Name[1..];

    private static string TableName(Type entity)
    {
        var name = Columns.Snake(entity.Name);
        return name.EndsWith('s') ? name : name + "s";
    }
}
