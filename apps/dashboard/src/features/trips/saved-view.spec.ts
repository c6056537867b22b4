import { parseViews, withView } from './saved-view.js';

const late = { name: 'Late', search: 'status=ongoing' };

describe('saved views', () => {
  it('come back as they were kept', () => {
    expect(parseViews(JSON.stringify([late]))).toEqual([late]);
  });

  it.each([null, '', '{', '7', '[{"name":1,"search":""}, null]'])('are none where %p is kept', (stored) => {
    expect(parseViews(stored)).toEqual([]);
  });

  it('have one of each name, the newest', () => {
    const again = { ...late, search: 'status=scheduled' };
    expect(withView([late], again)).toEqual([again]);
  });

  it('are not more than a menu holds', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ name: `View ${index}`, search: '' }));
    const views = withView(many, late);
    expect(views).toHaveLength(20);
    expect(views.at(-1)).toEqual(late);
  });
});
