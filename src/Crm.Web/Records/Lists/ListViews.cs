using Crm.Core.Records.Schema;
using Crm.Core.Records.Views;
using Crm.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Records.Lists;

/// <summary>The views of a record type that the acting person may choose from. The pre-rendered page hands them to its circuit.</summary>
public sealed class ListViews(ViewList saved, RecordLabels labels, PersistentComponentState handed, IStringLocalizer<RecordTexts> texts) : IDisposable
{
    private PersistingComponentStateSubscription? handing;

    public async Task<IReadOnlyList<ListView>> OfAsync(TenantType type, CancellationToken ct)
    {
        var key = $"views/{type.Name}";
        if (handed.Handed<IReadOnlyList<ViewEntry>>(key) is not { } views)
        {
            views = await saved.RunAsync(type.Name, ct);
            handing?.Dispose();
            handing = handed.RegisterOnPersisting(() =>
            {
                handed.Hand(key, views);
                return Task.CompletedTask;
            }, RenderMode.InteractiveServer);
        }
        return ListView.Of(type, views, labels, texts["ui.all"], texts["ui.board"]);
    }

    public void Dispose() => handing?.Dispose();
}
