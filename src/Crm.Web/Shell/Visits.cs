namespace Crm.Web.Shell;

/// <summary>Whether this circuit has left the page that it began with.</summary>
public sealed class Visits
{
    public bool HasMoved { get; set; }
}
