using System.Runtime.InteropServices;
using System.Text;

namespace Charla.Kernel.Storage;

/// <summary>A new name in a folder is durable only when the folder is; Windows does that by itself.</summary>
public static class DurableFolder
{
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (handle < 0)
            return;
        _ = Fsync(handle);
        _ = Close(handle);
    }

    [DllImport("libc", EntryPoint = "open")]
    static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    static extern int Fsync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    static extern int Close(int handle);
}
