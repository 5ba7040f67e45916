using System.Runtime.InteropServices;
using System.Text;

namespace Charla.Kernel.Storage;

/// <summary>
/// Small files that are there whole or not at all, and their owner's alone from the first byte. Several processes may
/// make the same one at once: the first makes it, the others find it.
/// </summary>
public static class DurableFile
{
    /// <summary>Files on their way begin with a dot; one that stays behind was left by a process that died.</summary>
    const string OnItsWay = ".";

    const int AlreadyExists = 17; // EEXIST, on Linux, macOS and the BSDs

    public static bool IsOnItsWay(string name) => name.StartsWith(OnItsWay, StringComparison.Ordinal);

    /// <summary>False when there is a file of this name, which stays as it is.</summary>
    /// <exception cref="IOException">The disk is full, or something else is wrong with it.</exception>
    public static bool TryMake(string path, ReadOnlySpan<byte> content)
    {
        var folder = Path.GetDirectoryName(path)!;
        var partial = Path.Combine(folder, $"{OnItsWay}{Path.GetFileName(path)}.{Ids.NewSecret(40)}");
        try
        {
            Write(partial, content);
            if (!Name(partial, path))
                return false;
        }
        finally
        {
            File.Delete(partial);
        }

        DurableFolder.Flush(folder);
        return true;
    }

    /// <summary>
    /// Gives the file its name unless there is one. By a hard link, which replaces nothing: on Unix the framework's own
    /// move looks first and then renames, and of two processes the later would replace what the first has made.
    /// </summary>
    static bool Name(string partial, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(Encoding.UTF8.GetBytes(partial + '\0'), Encoding.UTF8.GetBytes(path + '\0')) == 0)
                return true;
            var error = Marshal.GetLastPInvokeError();
            return error == AlreadyExists ? false : throw new IOException($"\"{path}\" cannot be made: {Marshal.GetPInvokeErrorMessage(error)}");
        }

        try
        {
            File.Move(partial, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    static extern int Link(byte[] from, byte[] to);

    static void Write(string path, ReadOnlySpan<byte> content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }
}
