namespace Nmt.Web.Api;

/// <summary>A request that the API refuses; the message goes to the client as <c>{"error": …}</c>.</summary>
internal sealed class ApiException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static ApiException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);
}
