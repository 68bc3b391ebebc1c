namespace Nmt.Web.Services;

/// <summary>The request was sound but cannot be served now; trying again later may help.</summary>
public sealed class UnavailableException(string message, bool retry = true) : Exception(message)
{
    /// <summary>True where the same request may succeed in a moment.</summary>
    public bool Retry { get; } = retry;

    internal static UnavailableException Busy() =>
        new("The server is busy with other texts. Please try again in a moment.");

    internal static UnavailableException TooSlow(int seconds) =>
        new($"The translation took longer than {seconds} seconds and was stopped. Try a shorter text.");

    internal static UnavailableException Missing(string model) =>
        new($"The model '{model}' is not loaded. Choose another language pair.", retry: false);

    internal static UnavailableException Stopping() =>
        new("The server is stopping. Please try again in a moment.");
}
