using Crm.Core;
using Crm.Infrastructure;
using Crm.Infrastructure.Data;
using Crm.Jobs;
using Crm.Web.Activities;
using Crm.Web.Analytics;
using Crm.Web.Customization;
using Crm.Web.Identity;
using Crm.Web.Integration;
using Crm.Web.Records;
using Crm.Web.Records.Boards;
using Crm.Web.Records.Importing;
using Crm.Web.Shell;
using Crm.Web.Tenancy;

var builder = WebApplication.CreateBuilder(args);
builder.Services
    .AddCrmCore()
    .AddCrmInfrastructure(builder.Configuration)
    .AddShell()
    .AddTenancyWeb(builder.Configuration)
    .AddIdentityWeb()
    .AddRecordPages()
    .AddBoards()
    .AddImportPages()
    .AddDashboards()
    .AddActivityPages()
    .AddRestApi()
    .AddCrmJobs(builder.Configuration);

var app = builder.Build();
await app.Services.GetRequiredService<DatabaseSetup>().RunAsync(app.Lifetime.ApplicationStopping);
await app.LoadDemoAsync();

app.UseResponseCompression();
app.UseSecurityHeaders();
app.UseTenancy();
app.UseRouting();
app.UseHostRules();
app.UseLanguages();
app.UseRestApi();
app.UseIdentityWeb();
app.UseAntiforgery();

app.MapHealth();
app.MapStaticAssets().WithMetadata(AnyHostAttribute.Instance);
app.MapIdentityWeb();
app.MapRestApi();
app.MapImports();
app.MapRecordPages();
app.MapShell();

await app.RunAsync();
