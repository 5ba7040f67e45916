using System.Collections.Concurrent;
using System.Data.Common;

namespace Charla.Kernel.Storage;

/// <summary>
/// What a process remembers of the store, by key, and forgets when anybody in the installation changes it. A read that
/// began before a change is never remembered after it: the promise of the read is in its place before the read begins,
/// and the change takes it away.
/// </summary>
public sealed class Remembered<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    readonly Database database;
    readonly string topic;
    readonly int most;
    readonly bool rememberAbsence;
    readonly ConcurrentDictionary<TKey, Task<TValue?>> known = new();

    /// <param name="topic">Names it among the announcements.</param>
    /// <param name="most">Beyond so many everything is forgotten.</param>
    /// <param name="parse">Reads a key from its text.</param>
    /// <param name="rememberAbsence">Also remembers that there is nothing.</param>
    public Remembered(Database database, string topic, int most, Func<string, TKey> parse, bool rememberAbsence = false)
    {
        (this.database, this.topic, this.most, this.rememberAbsence) = (database, topic, most, rememberAbsence);
        database.Announcements.Hear(topic, key => Forget(key, parse), ForgetAll);
    }

    /// <summary>The value, read when it is not remembered. Who asks at the same time shares one read.</summary>
    public ValueTask<TValue?> Of(TKey key, Func<TKey, Task<TValue?>> read)
    {
        if (!database.Announcements.AreHeard)
            return new(read(key));
        return new(known.TryGetValue(key, out var there) ? there : Read(key, read));
    }

    /// <summary>The values that there are; one read for all that are not remembered.</summary>
    public async ValueTask<IReadOnlyDictionary<TKey, TValue>> OfAll(
        IReadOnlyCollection<TKey> keys, Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TValue>>> read)
    {
        if (!database.Announcements.AreHeard)
            return await read(keys);
        var found = new Dictionary<TKey, TValue>();
        var (promised, promises) = (new List<(TKey Key, Task<TValue?> Value)>(), new Dictionary<TKey, TaskCompletionSource<TValue?>>());
        foreach (var key in keys)
        {
            if (Promise(key, out var there) is { } promise)
                promises[key] = promise;
            else
                promised.Add((key, there));
        }

        if (promises.Count > 0)
        {
            try
            {
                var values = await read(promises.Keys);
                foreach (var (key, promise) in promises)
                    Keep(key, promise, values.GetValueOrDefault(key));
            }
            catch (Exception error)
            {
                foreach (var (key, promise) in promises)
                    Break(key, promise, error);
                throw;
            }
        }

        foreach (var (key, value) in promised.Concat(promises.Select(promise => (promise.Key, promise.Value.Task))))
        {
            if (await value is { } there)
                found[key] = there;
        }

        return found;
    }

    /// <summary>Remembers what was made just now, when nobody else can know its key yet.</summary>
    public void New(TKey key, TValue value) => known[key] = Task.FromResult<TValue?>(value);

    /// <summary>Changes the store; whatever anybody remembers under the key is forgotten with the commit.</summary>
    public async Task<T> Change<T>(TKey key, Func<DbConnection, DbTransaction, Task<T>> write)
    {
        try
        {
            return await Write(key.ToString()!, write);
        }
        finally
        {
            known.TryRemove(key, out _);
        }
    }

    /// <summary>Changes the store, under keys that the writer does not know.</summary>
    public async Task<T> ChangeAny<T>(Func<DbConnection, DbTransaction, Task<T>> write)
    {
        try
        {
            return await Write("", write);
        }
        finally
        {
            known.Clear();
        }
    }

    Task<T> Write<T>(string key, Func<DbConnection, DbTransaction, Task<T>> write) =>
        database.Write(async (connection, transaction) =>
        {
            var result = await write(connection, transaction);
            await database.Announcements.Announce(connection, transaction, topic, key);
            return result;
        });

    async Task<TValue?> Read(TKey key, Func<TKey, Task<TValue?>> read)
    {
        if (Promise(key, out var there) is not { } promise)
            return await there;
        try
        {
            var value = await read(key);
            Keep(key, promise, value);
            return value;
        }
        catch (Exception error)
        {
            Break(key, promise, error);
            throw;
        }
    }

    /// <summary>A new promise in its place; null when there is a value or a promise already.</summary>
    TaskCompletionSource<TValue?>? Promise(TKey key, out Task<TValue?> there)
    {
        if (known.Count > most)
            known.Clear();
        var promise = new TaskCompletionSource<TValue?>(TaskCreationOptions.RunContinuationsAsynchronously);
        there = known.GetOrAdd(key, promise.Task);
        return there == promise.Task ? promise : null;
    }

    void Keep(TKey key, TaskCompletionSource<TValue?> promise, TValue? value)
    {
        promise.SetResult(value);
        if (value is null && !rememberAbsence)
            known.TryRemove(new KeyValuePair<TKey, Task<TValue?>>(key, promise.Task));
    }

    /// <summary>Who waits for it hears the error; it is not remembered.</summary>
    void Break(TKey key, TaskCompletionSource<TValue?> promise, Exception error)
    {
        known.TryRemove(new KeyValuePair<TKey, Task<TValue?>>(key, promise.Task));
        if (promise.TrySetException(error))
            _ = promise.Task.Exception;
    }

    void Forget(string key, Func<string, TKey> parse)
    {
        if (key.Length == 0)
            known.Clear();
        else
            known.TryRemove(parse(key), out _);
    }

    Task ForgetAll()
    {
        known.Clear();
        return Task.CompletedTask;
    }
}
