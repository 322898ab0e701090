using Microsoft.Extensions.DependencyInjection;

namespace Crm.Core.Records;

/// <summary>Every coded record type, in the order of registration.</summary>
public sealed class RecordTypes
{
    private readonly Dictionary<Type, RecordType> byEntity;

    public RecordTypes(IEnumerable<RecordType> types)
    {
        All = [.. types];
        byEntity = All.ToDictionary(t => t.EntityType);
        foreach (var field in All.SelectMany(t => t.Fields).Where(f => f.Target is not null && All.All(t => t.Name != f.Target)))
            throw new InvalidOperationException($"The field {field.Name} refers to the unknown record type {field.Target}.");
    }

    public IReadOnlyList<RecordType> All { get; }

    public RecordType Of(Type entity) => byEntity[entity];
}

public static class RecordTypeRegistration
{
    public static IServiceCollection AddRecordType<TType>(this IServiceCollection services) where TType : RecordType, new() =>
        services.AddSingleton<RecordType>(new TType());
}
