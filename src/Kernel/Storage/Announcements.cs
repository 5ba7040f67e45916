using System.Data.Common;

namespace Charla.Kernel.Storage;

/// <summary>
/// What the processes of an installation tell each other about their writes, so that none goes on with what it
/// remembers. On SQLite there is one process and nobody to tell.
/// </summary>
public class Announcements : IDisposable
{
    /// <summary>False while an announcement may have been missed: what is remembered may be old.</summary>
    public virtual bool AreHeard => true;

    /// <summary>Tells the others, if and when the transaction commits.</summary>
    public virtual Task Announce(DbConnection connection, DbTransaction transaction, string topic, string key) =>
        Task.CompletedTask;

    /// <param name="changed">Told the key of what another process changed. It does not wait for anything.</param>
    /// <param name="doubted">Announcements were missed: anything of the topic may have changed.</param>
    public virtual void Hear(string topic, Action<string> changed, Func<Task> doubted)
    {
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
