namespace Charla.Server.Tests.Conversations;

/// <summary>A server for these tests alone, because they move its clock.</summary>
public sealed class ConversationServer : ServerFixture;
