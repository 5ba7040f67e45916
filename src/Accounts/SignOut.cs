using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Charla.Accounts;

/// <summary>Ends the session of this browser.</summary>
static class SignOut
{
    public static void Map(IEndpointRouteBuilder auth) => auth.MapPost("/sign-out", Handle);

    static async Task<IResult> Handle(SignInManager<Member> sessions)
    {
        await sessions.SignOutAsync();
        return TypedResults.Ok(new { });
    }
}
