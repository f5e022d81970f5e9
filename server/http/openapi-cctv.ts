/** The routes of cameras. */
export const cctvRoutes = {
  'get /api/cctv/{id}/snapshot': {
    summary: 'The newest picture of a camera; Picture-Age: for how many seconds it has been the same',
    answers: { 200: 'The picture', 404: 'No such camera for this caller', 502: 'It sends no picture' },
  },
  'get /api/cctv/{id}/live.m3u8': {
    summary: 'The playlist of a camera’s moving picture (RFC 8216); what it names leads to this server',
    answers: { 200: 'The playlist', 404: 'No such camera for this caller', 502: 'It sends no playlist' },
  },
  'get /api/cctv/{id}/part/{token}': {
    summary: 'What a playlist of this server names',
    answers: {
      200: 'A playlist or a piece of the stream',
      404: 'No playlist named it',
      502: 'It sends nothing',
    },
  },
}
