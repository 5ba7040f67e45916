import { request, withQuery } from "./request";

export type Role = "owner" | "admin" | "agent";

export interface Member {
  id: string;
  name: string;
  email: string;
  role: Role;
  locale: string;
  has_password: boolean;
  has_totp: boolean;
  passkeys: number;
}

export interface PageCard {
  id: string;
  handle: string;
  name: string;
  picture_url?: string;
  brand: string;
  locale: string;
  timezone: string;
  sample?: boolean;
  sandbox?: boolean;
}

export interface Me {
  member: Member;
  business: { id: string; name: string };
  pages: PageCard[];
}

export interface Passkey {
  id: string;
  name?: string;
  made_at?: string;
}

export interface TeamMember {
  id: string;
  name: string;
  email: string;
  role: Role;
}

export interface Invitation {
  id: string;
  email?: string;
  role: Role;
  expires_at: string;
  url?: string;
}

interface NewMember {
  token: string;
  name: string;
  email: string;
  locale: string;
  password?: string;
}

export const accounts = {
  me: () => request.get<Me>("/api/me"),
  changeMe: (change: { name?: string; locale?: string }) => request.patch("/api/me", change),

  checkSetUp: (token: string) =>
    request.get<{ valid: boolean; email?: string }>(withQuery("/api/auth/setup", { token })),
  setUp: (owner: NewMember) => request.post("/api/auth/setup", owner),
  checkInvitation: (token: string) =>
    request.get<{ valid: boolean; email?: string; role?: Role; business?: string }>(
      withQuery("/api/auth/invitation", { token }),
    ),
  accept: (member: NewMember) => request.post("/api/auth/invitation", member),

  signIn: (credentials: { email: string; password: string; code?: string }) =>
    request.post("/api/auth/sign-in", credentials),
  signOut: () => request.post("/api/auth/sign-out"),
  changePassword: (passwords: { current?: string; password: string }) => request.post("/api/auth/password", passwords),

  passkeys: () => request.get<{ passkeys: Passkey[] }>("/api/auth/passkeys"),
  passkeyOptions: () => request.post<PublicKeyCredentialCreationOptionsJSON>("/api/auth/passkeys/options"),
  addPasskey: (credential: unknown, name: string) => request.post("/api/auth/passkeys", { credential, name }),
  removePasskey: (id: string) => request.delete(`/api/auth/passkeys/${encodeURIComponent(id)}`),
  passkeyRequest: (email?: string) =>
    request.post<PublicKeyCredentialRequestOptionsJSON>("/api/auth/passkeys/request-options", email ? { email } : {}),
  passkeySignIn: (credential: unknown) => request.post("/api/auth/passkeys/sign-in", { credential }),

  startTotp: () => request.post<{ secret: string; uri: string; qr_svg: string }>("/api/auth/totp/start"),
  confirmTotp: (code: string) => request.post<{ recovery_codes: string[] }>("/api/auth/totp", { code }),
  removeTotp: (password: string) => request.delete("/api/auth/totp", { password }),

  team: () => request.get<{ members: TeamMember[]; invitations: Invitation[] }>("/api/team"),
  invite: (invitation: { email?: string; role: Role }) =>
    request.post<{ url: string; expires_at: string }>("/api/team/invitations", invitation),
  withdraw: (id: string) => request.delete(`/api/team/invitations/${id}`),
  removeMember: (id: string) => request.delete(`/api/team/members/${id}`),
};
