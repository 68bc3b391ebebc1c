namespace Nmt.Load;

/// <summary>A call of the server to the page's scripts.</summary>
/// <param name="Handle">What the answer names; 0 where none is wanted.</param>
/// <param name="Name">The function.</param>
/// <param name="Arguments">In JSON; null for none.</param>
/// <param name="Result">What kind of result is wanted.</param>
/// <param name="Target">The object whose function it is; 0 for the window.</param>
internal sealed record ScriptCall(long Handle, string Name, string? Arguments, int Result, long Target);
