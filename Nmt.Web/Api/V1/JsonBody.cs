using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nmt.Web.Api.V1;

/// <summary>Reads a body of JSON strictly: a misspelt option that is silently ignored would be the worst of answers.</summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <exception cref="ApiException">The body is not JSON, or does not fit; says where.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "Expected a body of JSON with 'Content-Type: application/json'.");
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, Json, request.HttpContext.RequestAborted)
                ?? throw ApiException.BadRequest("Expected a JSON object, found null.");
        }
        catch (JsonException fault)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{fault.Path ?? "$"}, line {(fault.LineNumber ?? 0) + 1}");
            throw ApiException.BadRequest(
                $"The JSON does not fit at {place}: it is cut off, a value is of another kind than expected, or a name is unknown or missing. /api shows what is expected.");
        }
        catch (InvalidOperationException)
        {
            throw ApiException.BadRequest("The JSON holds a text that is not valid Unicode.");
        }
    }
}
