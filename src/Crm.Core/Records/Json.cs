using System.Text.Encodings.Web;
using System.Text.Json;

namespace Crm.Core.Records;

/// <summary>
/// The tenant's own fields inside a query: each method stands for the provider's JSON function and exists only in SQL.
/// </summary>
public static class Json
{
    /// <summary>Chinese stays readable in storage, so that the database can compare it.</summary>
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Text(string? json, string key) => throw OnlyInSql();

    public static double? Number(string? json, string key) => throw OnlyInSql();

    public static bool? Flag(string? json, string key) => throw OnlyInSql();

    private static InvalidOperationException OnlyInSql() => new("This function is translated to SQL; it has no body of its own.");
}
