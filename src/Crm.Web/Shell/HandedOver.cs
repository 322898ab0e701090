using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace Crm.Web.Shell;

/// <summary>
/// What a pre-rendered page hands to its circuit. It is packed: it travels down with the page and up with the circuit, and
/// cannot be compressed on the way, for it is encrypted by then.
/// </summary>
internal static class HandedOver
{
    public static void Hand<T>(this PersistentComponentState state, string key, T value)
    {
        using var packed = new MemoryStream();
        using (var pack = new DeflateStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(pack, value);
        state.PersistAsJson(key, packed.ToArray());
    }

    /// <summary>What was handed over, once; null where nothing was.</summary>
    public static T? Handed<T>(this PersistentComponentState state, string key) where T : class
    {
        if (!state.TryTakeFromJson<byte[]>(key, out var packed) || packed is null)
            return null;
        using var unpack = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(unpack);
    }
}
