using System.Xml.Linq;
using Crm.Infrastructure.Data;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Crm.Infrastructure.Identity;

/// <summary>The keys that protect cookies, in the catalogue, so that all nodes share them and a restart keeps sessions.</summary>
internal sealed class KeyRing(Databases databases) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.Platform();
        return [.. db.Set<DataProtectionKey>().Select(k => k.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = databases.Platform();
        db.Add(new DataProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
