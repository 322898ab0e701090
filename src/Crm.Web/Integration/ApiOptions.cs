namespace Crm.Web.Integration;

/// <summary>Settings of the section <c>Api</c>.</summary>
public sealed class ApiOptions
{
    /// <summary>Requests that one key (or one signed-in member) may make in a minute; a burst may use them all at once.</summary>
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>Requests of all keys of one tenant together; ten times those of one key where nothing is said.</summary>
    public int? RequestsPerMinuteOfTenant { get; set; }

    /// <summary>Failed attempts to use a key, from one address at one tenant.</summary>
    public int FailuresPerMinute { get; set; } = 60;
}
