using System.Text;
using System.Text.Json;
using Crm.Core.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.Infrastructure.Data;

/// <summary>How values and names look in every database: UTC moments, lists as JSON text, snake_case.</summary>
internal static class Columns
{
    public static void Configure(ModelConfigurationBuilder configuration)
    {
        configuration.Properties<DateTime>().HaveConversion<Utc>();
        configuration.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    public static void NameInSnakeCase(IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties())
            property.SetColumnName(Snake(property.Name));
    }

    public static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }

    private sealed class Utc() : ValueConverter<DateTime, DateTime>(
        value => value.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(value, DateTimeKind.Utc) : value.ToUniversalTime(),
        stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));
}

/// <summary>A list kept as JSON text in one column.</summary>
internal sealed class JsonList<T>() : ValueConverter<List<T>, string>(
    list => JsonSerializer.Serialize(list, Json.Compact),
    text => JsonSerializer.Deserialize<List<T>>(text, Json.Compact)!);

internal sealed class JsonListComparer<T>() : ValueComparer<List<T>>(
    (a, b) => a == b || (a != null && b != null && a.SequenceEqual(b)),
    list => list.Aggregate(0, (hash, item) => HashCode.Combine(hash, item)),
    list => list.ToList());
