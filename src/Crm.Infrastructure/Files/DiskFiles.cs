using Crm.Core.Files;
using Crm.Core.Shared;
using Crm.Core.Tenancy;
using Crm.Infrastructure.Data;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Crm.Infrastructure.Files;

/// <summary>The setting <c>Files:Path</c>.</summary>
public sealed class FileOptions
{
    /// <summary>The folder of all files; by default <c>files</c> beside a SQLite database, else <c>data/files</c>.</summary>
    public string? Path { get; set; }
}

/// <summary>Files on the local disk, a folder for each tenant.</summary>
internal sealed class DiskFiles(IOptions<FileOptions> files, IOptions<DatabaseOptions> database, TenantScope scope) : IFileStore
{
    private const int BufferSize = 128 * 1024;

    private string Folder => System.IO.Path.Combine(Root(files.Value, database.Value), scope.Tenant.Id.ToString("N"));

    public async Task<StoredFile> SaveAsync(Stream content, long mostBytes, CancellationToken ct)
    {
        Directory.CreateDirectory(Folder);
        var key = Ids.Next().ToString("N");
        var unfinished = PathOf(key) + ".part";
        try
        {
            long length = 0;
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, useAsync: true))
            {
                var buffer = new byte[BufferSize];
                while (await content.ReadAsync(buffer, ct) is var read and > 0)
                {
                    if ((length += read) > mostBytes)
                        throw new FileTooLargeException(mostBytes);
                    await file.WriteAsync(buffer.AsMemory(0, read), ct);
                }
                file.Flush(flushToDisk: true);
            }
            // Only a whole file ever has its final name.
            File.Move(unfinished, PathOf(key));
            return new StoredFile(key, length);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken ct) => Task.FromResult<Stream?>(
        File.Exists(PathOf(key)) ? new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptionsOfReading) : null);

    public Task DeleteAsync(string key, CancellationToken ct)
    {
        if (File.Exists(PathOf(key)))
            File.Delete(PathOf(key));
        return Task.CompletedTask;
    }

    private const System.IO.FileOptions FileOptionsOfReading = System.IO.FileOptions.Asynchronous | System.IO.FileOptions.SequentialScan;

    /// <summary>A key is an id and nothing else, so that no key leads out of the folder.</summary>
    private string PathOf(string key) => Guid.TryParseExact(key, "N", out var id)
        ? System.IO.Path.Combine(Folder, id.ToString("N"))
        : throw new ArgumentException("This is no key of the file store.", nameof(key));

    private static string Root(FileOptions files, DatabaseOptions database)
    {
        if (files.Path is { Length: > 0 } chosen)
            return chosen;
        var beside = database.Provider == DatabaseProvider.Sqlite
            ? System.IO.Path.GetDirectoryName(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource)
            : "data";
        return System.IO.Path.Combine(beside is { Length: > 0 } ? beside : ".", "files");
    }
}
