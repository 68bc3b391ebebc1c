namespace Nmt.Web.Services;

/// <summary>
/// On whose behalf a scope asks; the queue is fair between callers. A circuit is a scope and so a caller of its own; the
/// API names its clients by their key or address.
/// </summary>
internal sealed class Caller
{
    /// <summary>Equal for requests of one caller.</summary>
    public object Key { get; set; } = new();
}
