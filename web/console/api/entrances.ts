import { request } from "./request";

export interface Entrance {
  id: string;
  name: string;
  ref: string;
  kind: string;
  url: string;
  code_svg: string;
  code_png: string;
  starts: number;
}

export const entrances = {
  list: (page: string) => request.get<{ entrances: Entrance[] }>(`/api/entrances/${page}`),
  create: (page: string, entrance: { name: string; ref?: string; kind: string }) =>
    request.post<Entrance>(`/api/entrances/${page}`, entrance),
  rename: (page: string, id: string, name: string) => request.patch(`/api/entrances/${page}/${id}`, { name }),
  remove: (page: string, id: string) => request.delete(`/api/entrances/${page}/${id}`),
};
