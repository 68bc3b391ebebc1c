using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Nmt.Web.Services.Workshop;

/// <summary>
/// Decides for each connection whether it may change the server, and writes the answer into the caller's claims, from
/// where it reaches the circuit that the connection opens.
/// </summary>
internal static class WorkshopDoor
{
    private const string ClaimType = "nmt:workshop";

    // A request with one of these came through a proxy, so its own address says nothing of who sent it.
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    public static IApplicationBuilder UseWorkshopDoor(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        WorkshopRule rule = context.RequestServices.GetRequiredService<IOptions<WorkshopOptions>>().Value.Open;
        if (Admits(context, rule))
        {
            context.User.AddIdentity(new ClaimsIdentity([new Claim(ClaimType, "open")]));
        }

        return next(context);
    });

    public static bool IsOpenTo(ClaimsPrincipal caller) => caller.HasClaim(claim => claim.Type == ClaimType);

    internal static bool Admits(HttpContext context, WorkshopRule rule) => rule switch
    {
        WorkshopRule.Everyone => true,
        WorkshopRule.Loopback => IsAtTheMachine(context) && ComesFromHere(context.Request),
        _ => false,
    };

    /// <summary>
    /// A loopback address, no proxy before it, and a loopback name in the address bar: a foreign site whose name was
    /// pointed at 127.0.0.1 has the first two.
    /// </summary>
    private static bool IsAtTheMachine(HttpContext context)
    {
        IPAddress? address = context.Connection.RemoteIpAddress;
        string host = context.Request.Host.Host;
        bool hostIsLoopback = host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? named) && IPAddress.IsLoopback(named));
        return address is not null
            && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
            && hostIsLoopback
            && !ProxyHeaders.Any(context.Request.Headers.ContainsKey);
    }

    /// <summary>A script of another site can open a socket to this server, but not without saying where it is from.</summary>
    private static bool ComesFromHere(HttpRequest request)
    {
        StringValues origin = request.Headers.Origin;
        return StringValues.IsNullOrEmpty(origin)
            || (Uri.TryCreate(origin.ToString(), UriKind.Absolute, out Uri? uri)
                && uri.Authority.Equals(HostOf(request, uri), StringComparison.OrdinalIgnoreCase));
    }

    private static string HostOf(HttpRequest request, Uri origin)
    {
        string host = request.Host.Value ?? "";
        string standardPort = origin.Scheme == Uri.UriSchemeHttps ? ":443" : ":80";
        return host.EndsWith(standardPort, StringComparison.Ordinal) ? host[..^standardPort.Length] : host;
    }
}
