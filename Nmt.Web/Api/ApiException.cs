namespace Nmt.Web.Api;

/// <summary>A request that the API refuses; the message goes to the client.</summary>
internal sealed class ApiException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>When the same request may be tried again; null where it never will succeed.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>True where a key would have let the client in.</summary>
    public bool NeedsKey { get; private init; }

    public static ApiException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);

    public static ApiException Missing(string parameter) => BadRequest($"Invalid request: missing {parameter} parameter");

    public static ApiException Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);

    public static ApiException NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    public static ApiException TooLarge(long limit) =>
        new(StatusCodes.Status413PayloadTooLarge, $"The request is too large: this server takes {limit} bytes at most.");

    public static ApiException WrongKey() => Forbidden("Invalid API key");

    public static ApiException MissingKey() => new(
        StatusCodes.Status400BadRequest, "Please contact the server operator to get an API key") { NeedsKey = true };

    public static ApiException TooMany(int limit, TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests, $"Slowdown: {limit} per 1 minute") { RetryAfter = wait };
}
