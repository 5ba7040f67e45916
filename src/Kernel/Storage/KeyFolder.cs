namespace Charla.Kernel.Storage;

/// <summary>The keys of an installation, in the data folder, which its servers share. A key is made once and stays.</summary>
public sealed class KeyFolder
{
    readonly string folder;

    public KeyFolder(string dataFolder)
    {
        folder = Path.Combine(dataFolder, "keys");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The key of this name, made by whoever asks first.</summary>
    /// <exception cref="InvalidDataException">The file is empty: it was damaged, and another key would not be the same.</exception>
    public byte[] Take(string name, Func<byte[]> make)
    {
        var file = Path.Combine(folder, name);
        if (!File.Exists(file))
            DurableFile.TryMake(file, make());
        return File.ReadAllBytes(file) is { Length: > 0 } key
            ? key
            : throw new InvalidDataException($"\"{file}\" is empty; bring it back from a backup.");
    }

    /// <summary>Adds a key under a name that nobody else takes.</summary>
    public void Add(string name, byte[] key)
    {
        if (!DurableFile.TryMake(Path.Combine(folder, name), key))
            throw new IOException($"There is a key {name} already.");
    }

    /// <summary>The keys whose names end so.</summary>
    public IEnumerable<byte[]> All(string ending) =>
        from file in Directory.EnumerateFiles(folder, "*" + ending).Order(StringComparer.Ordinal)
        where !DurableFile.IsOnItsWay(Path.GetFileName(file))
        select File.ReadAllBytes(file);
}
