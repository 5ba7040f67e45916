using Charla.Kernel;
using Charla.Kernel.Storage;
using Dapper;

namespace Charla.Conversations.Contracts;

/// <summary>As long as a store keeps its epoch, the numbers that clients remember mean what they meant.</summary>
public static class StoreEpoch
{
    /// <summary>For a store that went back in time: clients reload when they meet the new epoch.</summary>
    public static Task Renew(Database database) => database.Write((connection, transaction) => connection.ExecuteAsync(
        "UPDATE epoch SET epoch = @epoch", new { epoch = Ids.NewSecret() }, transaction));
}
