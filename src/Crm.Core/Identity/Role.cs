using Crm.Core.Records.Access;
using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Identity;

/// <summary>A named bundle of rights; rows, so that a tenant can shape its own.</summary>
public sealed class Role : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    /// <summary>One of <see cref="RoleKeys"/> for the roles that every tenant has; null for its own.</summary>
    public string? Key { get; init; }

    public required string Name { get; set; }

    public int Position { get; set; }

    public List<AdminRight> AdminRights { get; set; } = [];

    public List<RoleGrant> Grants { get; init; } = [];
}

/// <summary>What a role may do with one record type (or <see cref="Actor.AnyType"/>), and how far.</summary>
public sealed class RoleGrant : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public Guid RoleId { get; set; }

    public required string RecordType { get; init; }

    public required RecordAction Action { get; init; }

    public required AccessScope Scope { get; set; }
}

public static class RoleKeys
{
    public const string Owner = "owner";
    public const string Admin = "admin";
    public const string Manager = "manager";
    public const string Member = "member";
    public const string ReadOnly = "readonly";

    public static readonly IReadOnlyList<string> All = [Owner, Admin, Manager, Member, ReadOnly];
}
