using Crm.Core.Shared;
using Crm.Core.Tenancy;

namespace Crm.Core.Records.Pipelines;

/// <summary>An ordered way that records of one type go, in stages.</summary>
public sealed class Pipeline : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    /// <summary>The record type that it serves.</summary>
    public required string RecordType { get; init; }

    public required string Name { get; set; }

    public int Position { get; set; }

    /// <summary>The change set that took it out of use and moved its records away; undoing that set brings it back.</summary>
    public Guid? RemovedInId { get; set; }

    public List<Stage> Stages { get; init; } = [];
}

public sealed class Stage : ITenantOwned
{
    public Guid TenantId { get; internal set; }

    public Guid Id { get; init; } = Ids.Next();

    public Guid PipelineId { get; set; }

    public required string Name { get; set; }

    /// <summary>A name of the palette: slate, teal, indigo, orange, purple, green, red.</summary>
    public required string Colour { get; set; }

    /// <summary>The chance of winning a record in this stage, 0–100.</summary>
    public int Probability { get; set; }

    public StageOutcome Outcome { get; set; }

    public int Position { get; set; }

    /// <summary>Days that a record normally stays; null means no norm.</summary>
    public int? NormDays { get; set; }

    /// <summary>How many records may stand in it before its board says that it is full; null means any number.</summary>
    public int? MostRecords { get; set; }

    /// <summary>Whether nothing more comes in once it is full; otherwise whoever brings more is warned, and the stay says so.</summary>
    public bool RefusesOverLimit { get; set; }

    /// <summary>Names of the fields that a record must have filled to come in (<see cref="StageDemands"/>).</summary>
    public List<string> RequiredFields { get; set; } = [];

    /// <summary>
    /// The change set that took it out of use and moved its records away; undoing that set brings it back. The row stays,
    /// for records in the recycle bin still point at it.
    /// </summary>
    public Guid? RemovedInId { get; set; }
}
