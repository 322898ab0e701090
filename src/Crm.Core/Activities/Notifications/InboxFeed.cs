using Crm.Core.Shared;

namespace Crm.Core.Activities.Notifications;

/// <summary>
/// That the inbox of a member changed and was committed: <paramref name="Made"/> names what came; it is empty when only what was
/// there was marked, or when something may have been missed.
/// </summary>
public sealed record InboxNews(Guid TenantId, Guid MemberId, IReadOnlyList<Guid> Made);

/// <summary>A member of a tenant, as whose inbox a page listens.</summary>
public readonly record struct InboxOwner(Guid TenantId, Guid MemberId);

/// <summary>
/// Tells a member's open pages what came into the inbox, whoever or whatever wrote it, here or on another node. The database
/// publishes with each commit; nobody else needs to think of it.
/// </summary>
public sealed class InboxFeed : Feed<InboxOwner, InboxNews>
{
    public void Publish(InboxNews news) => Publish(new InboxOwner(news.TenantId, news.MemberId), news);

    /// <summary>Lets every open page ask again: news may have been missed.</summary>
    public void AskAgain()
    {
        foreach (var owner in Heard)
            Publish(owner, new InboxNews(owner.TenantId, owner.MemberId, []));
    }
}
