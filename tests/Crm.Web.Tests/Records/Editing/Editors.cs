using System.Globalization;
using Bunit;
using Crm.Core.Records;
using Crm.Core.Records.Kinds;
using Crm.Core.Records.Schema;
using Crm.Core.Shared;
using Crm.Core.Shared.Text;
using Crm.Web.Records;
using Crm.Web.Records.Editing;
using Crm.Web.Records.Recurrence;
using Crm.Web.Tests.Integration;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Web.Tests.Records.Editing;

/// <summary>A place to render a field's editor in, as a company's member reads it.</summary>
internal sealed class Editors : BunitContext
{
    private readonly TenantSchema schema;

    private Editors(RecordLabels labels, RefusalText refusals, TenantSchema schema)
    {
        this.schema = schema;
        Services.AddLogging().AddLocalization().AddCountingTexts();
        Services.AddSingleton(labels).AddSingleton<RecurrenceWords>();
        Services.AddSingleton(refusals);
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public TenantType Companies => schema["companies"];

    public static Task<Editors> InAsync(ApiProduct product, string language)
    {
        // Set in an asynchronous method, the language would be gone with it.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return OfAsync(product);
    }

    public static FieldInput InputFor(Field field, object? value) => new(field, value, new FieldFormat(CultureInfo.CurrentCulture, TimeZoneInfo.Utc, "USD"));

    public IRenderedComponent<FieldEditor> Show(FieldInput input, Action? changed = null) => Render<FieldEditor>(p => p
        .Add(e => e.Input, input).Add(e => e.Schema, schema).Add(e => e.Type, Companies).Add(e => e.Changed, () => changed?.Invoke()));

    /// <summary>The value as somebody sees it who may not change it.</summary>
    public IRenderedComponent<ValueMarkup> Read(Field field, object value) => Render<ValueMarkup>(p => p
        .Add(v => v.Labels, Services.GetRequiredService<RecordLabels>()).Add(v => v.Schema, schema).Add(v => v.Type, Companies.Type)
        .Add(v => v.Field, field).Add(v => v.Value, value).Add(v => v.Linked, true));

    private static async Task<Editors> OfAsync(ApiProduct product)
    {
        var acme = await product.SignUpAsync();
        return await acme.DoAsync(async services => new Editors(
            services.GetRequiredService<RecordLabels>(), services.GetRequiredService<RefusalText>(), await services.GetRequiredService<SchemaSource>().GetAsync(default)));
    }
}
