using Crm.Core.Records.Schema;
using Crm.Core.Records.Views;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Records.Lists;

/// <summary>The views of a record type that the acting person may choose from.</summary>
public sealed class ListViews(ViewList saved, RecordLabels labels, IStringLocalizer<RecordTexts> texts)
{
    public async Task<IReadOnlyList<ListView>> OfAsync(TenantType type, CancellationToken ct) =>
        ListView.Of(type, await saved.RunAsync(type.Name, ct), labels, texts["ui.all"], texts["ui.board"]);
}
