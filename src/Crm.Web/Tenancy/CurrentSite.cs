using Crm.Core.Tenancy;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Crm.Web.Tenancy;

/// <summary>The site as this request or circuit reached it, for links that leave the page.</summary>
public sealed class CurrentSite(NavigationManager navigation, IOptions<SiteOptions> site)
{
    public SiteAddress Address => SiteAddress.Of(new Uri(navigation.BaseUri), site.Value.BaseDomain, site.Value.ProductName);
}
