namespace Crm.Core.Files;

/// <summary>A file that was put away: the key under which it is found again, and its length.</summary>
public sealed record StoredFile(string Key, long Bytes);

/// <summary>
/// Keeps the bytes of the scope's tenant's files, such as uploads. Keys are made here and are never names that people chose;
/// another tenant's key finds nothing.
/// </summary>
public interface IFileStore
{
    /// <summary>Puts the whole stream away; throws <see cref="FileTooLargeException"/> beyond the limit, keeping nothing.</summary>
    Task<StoredFile> SaveAsync(Stream content, long mostBytes, CancellationToken ct);

    /// <summary>Opens a file for reading from its beginning; null when there is none.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken ct);

    /// <summary>Takes a file away; one that is not there is no mistake.</summary>
    Task DeleteAsync(string key, CancellationToken ct);
}

public sealed class FileTooLargeException(long mostBytes) : Exception($"The file has more than {mostBytes} bytes.");
