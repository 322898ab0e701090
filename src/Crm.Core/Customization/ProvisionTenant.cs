using Crm.Core.Data;
using Crm.Core.Identity;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Pipelines;
using Crm.Core.Records.Schema;
using Crm.Core.Sales;
using Crm.Core.Tenancy;
using Crm.Core.Tenancy.Templates;
using Microsoft.EntityFrameworkCore;

namespace Crm.Core.Customization;

/// <summary>The person who opens the tenant.</summary>
public sealed record FirstMember(Guid UserId, string Name, string Email);

/// <summary>
/// Furnishes the tenant of the scope from its template, in one transaction: roles, pipelines, choices, own fields and the
/// owner's member row. Running it again after a crash changes nothing that is there.
/// </summary>
public sealed class ProvisionTenant(ICrmDbFactory dbs, TenantScope scope, TimeProvider clock, SchemaCache schemas)
{
    /// <returns>The owner's member row.</returns>
    public async Task<Guid> RunAsync(FirstMember first, CancellationToken ct)
    {
        var tenant = scope.Tenant;
        await using var db = dbs.Open();
        if (await db.Set<TenantSettings>().AnyAsync(ct))
            return await db.Set<Member>().Where(m => m.UserId == first.UserId).Select(m => m.Id).FirstAsync(ct);

        var template = TenantTemplates.Find(tenant.Template) ?? TenantTemplates.All[0];
        var roles = StandardRoles.Make();
        db.Set<Role>().AddRange(roles);
        db.Set<Pipeline>().AddRange(template.Pipelines.Select((pipeline, position) => PipelineOf(pipeline, position, tenant.Culture)));
        db.Set<FieldOverlay>().AddRange(template.Choices.Select((choices, position) => ChoicesOf(choices, position, tenant.Culture)));
        db.Set<FieldOverlay>().AddRange(template.Fields.Select((field, position) => OwnField(field, position, tenant.Culture)));
        var now = clock.GetUtcNow().UtcDateTime;
        var owner = new Member
        {
            Name = first.Name,
            Email = first.Email,
            UserId = first.UserId,
            RoleId = roles.Single(r => r.Key == RoleKeys.Owner).Id,
            CreatedAt = now,
            ChangedAt = now,
            Version = 1,
            SearchText = $"{first.Name} {first.Email}".ToLowerInvariant(),
        };
        db.Set<Member>().Add(owner);
        db.Set<TenantSettings>().Add(new TenantSettings { SchemaVersion = 1, RightsVersion = 1 });
        await db.SaveChangesAsync(ct);
        schemas.Forget(tenant.Id);
        return owner.Id;
    }

    private static Pipeline PipelineOf(PipelineTemplate template, int position, string culture) => new()
    {
        RecordType = DealType.TypeName,
        Name = template.Name.In(culture),
        Position = position,
        Stages = [.. template.Stages.Select((stage, order) => new Stage
        {
            Name = stage.Name.In(culture),
            Colour = stage.Colour,
            Probability = stage.Probability,
            Outcome = stage.Outcome,
            NormDays = stage.NormDays,
            RequiredFields = [.. stage.Requires],
            Position = order,
        })],
    };

    private static FieldOverlay ChoicesOf(ChoicesTemplate template, int position, string culture) => new()
    {
        RecordType = template.Field.Split('.')[0],
        FieldName = template.Field.Split('.')[1],
        Position = position,
        Choices = Options(template.Options, culture),
    };

    private static FieldOverlay OwnField(FieldTemplate template, int position, string culture) => new()
    {
        RecordType = template.RecordType,
        FieldName = template.Name,
        CustomKind = KindOf(template.Kind).Name,
        Label = template.Label.In(culture),
        Position = 100 + position,
        Choices = template.Kind == TemplateFieldKind.Choice ? Options(template.Choices, culture) : null,
    };

    private static List<Choice> Options(IReadOnlyList<OptionTemplate> options, string culture) =>
        [.. options.Select(o => new Choice(o.Value, o.Label.In(culture)))];

    private static FieldKind KindOf(TemplateFieldKind kind) => kind switch
    {
        TemplateFieldKind.Number => FieldKinds.Number,
        TemplateFieldKind.Date => FieldKinds.Date,
        TemplateFieldKind.YesNo => FieldKinds.YesNo,
        TemplateFieldKind.Choice => FieldKinds.Choice,
        _ => FieldKinds.Text,
    };
}
